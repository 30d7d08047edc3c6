// The table of users with its controls: what the address says is what is read and shown.
import type { User } from 'minapp-users'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useField } from '../../data/fields'
import { type UsersOnPage, usePage, useUsersChanged } from '../../data/users'
import { Failure } from '../../failure/Failure'
import { useAddress, useCondition, useUserHref } from '../users/address'
import { useDensity } from './density'
import { Instead } from './Instead'
import { Pager } from './Pager'
import { Rows } from './Rows'
import { fieldOf, nextSort } from './sort'
import { Toolbar } from './Toolbar'
import { Unsortable } from './Unsortable'
import { useColumnNames } from './columns/useColumnNames'

interface Props {
  selected: readonly number[]
  onSelect: (ids: readonly number[]) => void
  /** Stands beside the table's own controls. */
  actions: ReactNode
}

const NOBODY: readonly User[] = []

export function UsersTable({ selected, onSelect, actions }: Props) {
  const { t } = useTranslation('table')
  const { filter, page, size, sort, setAddress } = useAddress()
  const { where, error: mistake } = useCondition()
  const hrefOf = useUserHref()
  const { names } = useColumnNames()
  const { density, setDensity } = useDensity()
  const refresh = useUsersChanged()
  const query = usePage(mistake ? undefined : { where, orderBy: sort, page, pageSize: size })

  const { isSortable } = useField(sort === undefined ? 'id' : fieldOf(sort))

  // What was read last stays in view when the next fails.
  const [last, setLast] = useState<UsersOnPage>()
  if (query.data && query.data !== last) setLast(query.data)
  const shown = mistake ? undefined : (query.data ?? (query.isError ? last : undefined))
  const users = shown?.users ?? NOBODY

  const onOpen = useCallback((id: number) => void setAddress({ user: id }), [setAddress])
  const onSort = useCallback(
    (field: string) => void setAddress({ sort: nextSort(sort, field) ?? null, page: null }),
    [sort, setAddress],
  )
  const failure = query.error && (
    <Failure
      error={query.error}
      onRetry={isSortable ? () => void query.refetch() : undefined}
      advice={isSortable ? undefined : <Unsortable />}
    />
  )
  return (
    <section className="users-table" aria-label={t('title')}>
      <Toolbar
        actions={actions}
        selected={selected}
        onSelect={onSelect}
        isFetching={query.isFetching}
        onRefresh={() => void refresh()}
        density={density}
        onDensity={setDensity}
      />
      {users.length > 0 && failure}
      <div className="users-box" aria-busy={query.isFetching}>
        {query.isFetching && <div className="users-progress" />}
        <Rows
          users={users}
          names={names}
          density={density}
          sort={sort}
          selected={selected}
          onSelect={onSelect}
          onSort={onSort}
          onOpen={onOpen}
          hrefOf={hrefOf}
          instead={
            users.length > 0 ? undefined : <Instead mistake={mistake} failure={failure} isRead={shown !== undefined} />
          }
        />
      </div>
      {!mistake && (
        <Pager
          key={filter}
          where={where}
          shown={shown}
          isLate={query.isPlaceholderData}
          isReading={query.isFetching}
        />
      )}
    </section>
  )
}
