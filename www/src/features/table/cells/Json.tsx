const MOST = 2000

const shorten = (text: string) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text)

/** An object on one line; the tooltip has it on many. */
export function Json({ value }: { value: object }) {
  return (
    <code className="users-json" title={shorten(JSON.stringify(value, null, 2))}>
      {shorten(JSON.stringify(value))}
    </code>
  )
}
