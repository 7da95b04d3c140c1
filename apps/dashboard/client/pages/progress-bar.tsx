/** A share between 0 and 1 as the browser's own progress element. */
export function ProgressBar({ share }: { readonly share: number }) {
  return (
    <span className="progress">
      <progress max={1} value={share} /> {Math.floor(share * 100)} %
    </span>
  );
}
