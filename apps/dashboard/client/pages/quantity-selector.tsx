interface Props {
  readonly quantities: readonly string[];
  readonly open: readonly string[];
  readonly onToggle: (quantity: string) => void;
}

/** Which quantities have a panel. */
export function QuantitySelector({ quantities, open, onToggle }: Props) {
  return (
    <details className="selector">
      <summary>
        {open.length} of {quantities.length} quantities
      </summary>
      <fieldset>
        {quantities.map((quantity) => (
          <button
            type="button"
            key={quantity}
            aria-pressed={open.includes(quantity)}
            onClick={() => onToggle(quantity)}
          >
            {quantity}
          </button>
        ))}
      </fieldset>
    </details>
  );
}
