// The table itself. It is drawn again only when its own data change: not while a filter is typed or a drawer opens.
import { Grid, Table, type TableProps } from 'antd'
import type { User } from 'minapp-users'
import { type MouseEvent, memo, type ReactNode, useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DENSITIES, type Density } from './density'
import './table.css'
import { useHeight } from './useHeight'
import { useTableColumns } from './useTableColumns'
import { COMPONENTS, MOST_ROWS_AT_ONCE, rowIndex } from './virtual'

interface Props {
  users: readonly User[]
  /** The shown columns. */
  names: readonly string[]
  density: Density
  sort: string | undefined
  selected: readonly number[]
  onSelect: (ids: readonly number[]) => void
  onSort: (field: string) => void
  onOpen: (id: number) => void
  hrefOf: (id: number) => string
  /** Stands where the rows would, when there are none. */
  instead: ReactNode
}

const SELECTION_WIDTH = 44
// Spin, in which Ant Design wraps every table, would have each change of a row read aloud, and part rows from their table.
const QUIET: TableProps['loading'] = { spinning: false, ...{ 'aria-live': undefined, 'aria-busy': undefined } }
// Of a long page, only the heads are in a table, which is none to be told of.
const HEADS = { role: 'presentation' }
// A custom field may have the name that means rows inside of a row; none has this one.
const NO_TREE = { childrenColumnName: '\0' }

export const Rows = memo(function Rows(props: Props) {
  const { users, names, density, sort, selected, onSelect, onSort, onOpen, hrefOf, instead } = props
  const { t } = useTranslation('table')
  const { md: isWide = false } = Grid.useBreakpoint()
  const { ref, height } = useHeight()
  const columns = useTableColumns({ names, sort, onSort, onOpen, hrefOf, isFirstFixed: isWide })
  const width = columns.reduce((sum, column) => sum + column.width, SELECTION_WIDTH)
  const isVirtual = users.length > MOST_ROWS_AT_ONCE
  const { size, headerHeight } = DENSITIES[density]

  const rowSelection = useMemo<TableProps<User>['rowSelection']>(
    () => ({
      selectedRowKeys: [...selected],
      preserveSelectedRowKeys: true,
      columnWidth: SELECTION_WIDTH,
      fixed: isWide ? 'start' : undefined,
      onChange: (keys) => onSelect(keys.map(Number)),
      // A click beside the box is not meant for the row.
      onCell: () => ({ onClick: (event: MouseEvent) => event.stopPropagation() }),
      getCheckboxProps: ({ id, nickname }) => ({ 'aria-label': t('select', { who: nickname || id }) }),
      getTitleCheckboxProps: () => ({ 'aria-label': t('selectPage') }),
    }),
    [selected, onSelect, isWide, t],
  )
  const onRow = useCallback(
    (user: User, index?: number) => ({
      ...(isVirtual && rowIndex(user, index)),
      onClick: () => {
        // Whoever marks text to copy it opens nobody.
        if (document.getSelection()?.isCollapsed !== false) onOpen(user.id)
      },
    }),
    [isVirtual, onOpen],
  )

  const table: TableProps<User> = {
    rowKey: 'id',
    dataSource: users,
    columns,
    size,
    pagination: false,
    rowHoverable: false,
    rowSelection,
    onRow,
    expandable: NO_TREE,
    loading: QUIET,
    locale: { emptyText: instead },
    styles: { header: { cell: { height: headerHeight } } },
    scroll: isVirtual ? { x: width, y: height - headerHeight } : { x: width },
  }
  return (
    <div
      ref={ref}
      className="users-rows"
      {...(isVirtual && { role: 'table', 'aria-label': t('title'), 'aria-rowcount': users.length + 1 })}
    >
      {isVirtual ? (
        height > 0 && <Table {...table} {...HEADS} key="virtual" virtual components={COMPONENTS} />
      ) : (
        <Table {...table} key="whole" aria-label={t('title')} />
      )}
    </div>
  )
})
