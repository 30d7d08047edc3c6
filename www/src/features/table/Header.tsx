// The head of a column: its name, and where the server can order by it, the button that does so.
import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons'
import type { Direction } from './sort'

interface Props {
  label: string
  direction: Direction | undefined
  /** Missing where the server cannot order by the field. */
  onSort: (() => void) | undefined
}

export function Header({ label, direction, onSort }: Props) {
  if (!onSort) return <span className="users-label">{label}</span>
  return (
    <button type="button" className="users-sort" onClick={onSort}>
      <span className="users-label">{label}</span>
      <span className="users-carets" data-on={direction !== undefined} aria-hidden>
        {direction !== 'descending' && <CaretUpFilled />}
        {direction !== 'ascending' && <CaretDownFilled />}
      </span>
    </button>
  )
}
