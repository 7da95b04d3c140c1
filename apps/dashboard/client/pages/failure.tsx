/** An error as text, never as markup. */
export function Failure({ error }: { readonly error: Error }) {
  return (
    <p className="failure" role="alert">
      {error.message}
    </p>
  );
}
