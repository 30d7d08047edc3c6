// A long page: only the rows in view are in the document, as plain elements. Roles make them a table again for those who do
// not see it.
import type { TableProps } from 'antd'
import type { User } from 'minapp-users'
import type { ComponentProps } from 'react'

/** Up to so many rows are all in the document; of more, those in view, lest each click on a box be felt. */
export const MOST_ROWS_AT_ONCE = 50

/** The parts of the table with their roles. */
export const COMPONENTS: TableProps<User>['components'] = {
  header: {
    wrapper: (props: ComponentProps<'thead'>) => <thead role="rowgroup" {...props} />,
    row: (props: ComponentProps<'tr'>) => <tr role="row" aria-rowindex={1} {...props} />,
    cell: (props: ComponentProps<'th'>) => <th role="columnheader" {...props} />,
  },
  body: {
    wrapper: (props: ComponentProps<'div'>) => <div role="rowgroup" {...props} />,
    row: (props: ComponentProps<'div'>) => <div role="row" {...props} />,
    cell: ({ scope, ...props }: ComponentProps<'th'>) => (
      <div role={scope === 'row' ? 'rowheader' : 'cell'} {...props} />
    ),
  },
}

/** Where a row stands among all of its page; the first is the columns' heads. */
export const rowIndex = (_: User, index: number | undefined) => ({ 'aria-rowindex': (index ?? 0) + 2 })
