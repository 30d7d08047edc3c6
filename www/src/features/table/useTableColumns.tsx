// The columns as Ant Design's table takes them.
import type { TableColumnType } from 'antd'
import type { User } from 'minapp-users'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldInfo, fieldNamed, type Kind, useFields, valueAt } from '../../data/fields'
import { Cell } from './cells/Cell'
import { Header } from './Header'
import { labelOf } from './labels'
import { Person } from './Person'
import { directionOf } from './sort'
import { PERSON } from './columns/useColumnNames'

/** A column whose width is known, so that rows need no measuring. */
export type Column = TableColumnType<User> & { key: string; width: number }

interface Options {
  /** The shown columns, without the first, which says who a row is. */
  names: readonly string[]
  sort: string | undefined
  onSort: (field: string) => void
  onOpen: (id: number) => void
  hrefOf: (id: number) => string
  /** Whether the first column stays in view when the others are scrolled. */
  isFirstFixed: boolean
}

const WIDTHS: Record<Kind, number> = {
  array: 190,
  boolean: 90,
  date: 170,
  gender: 100,
  geojson: 220,
  number: 110,
  object: 220,
  picture: 90,
  string: 140,
  time: 170,
  unknown: 140,
}
const PERSON_WIDTH = 200
/** Ids have up to 15 digits. */
const ID_WIDTH = 150
/** Room that a character of a header takes at most, and its icons and padding. */
const HEADER = { character: 9, rest: 56 }

const widthOf = ({ name, kind }: FieldInfo) => (name === 'id' || name === 'created_by' ? ID_WIDTH : WIDTHS[kind])

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

export function useTableColumns({ names, sort, onSort, onOpen, hrefOf, isFirstFixed }: Options): Column[] {
  const { t } = useTranslation('table')
  const fields = useFields()
  return useMemo(
    () =>
      [PERSON, ...names].map((name, index) => {
        const field = fieldNamed(fields, name)
        const { kind, isSortable } = field
        const direction = directionOf(sort, name)
        const isPerson = index === 0
        const label = isPerson ? t('person') : labelOf(field, t)
        const isTime = kind === 'time' || kind === 'date'
        return {
          key: name,
          width: isPerson ? PERSON_WIDTH : Math.max(widthOf(field), label.length * HEADER.character + HEADER.rest),
          align: kind === 'number' ? 'end' : 'start',
          ellipsis: { showTitle: false },
          fixed: isPerson && isFirstFixed ? 'start' : undefined,
          rowScope: isPerson ? 'row' : undefined,
          title: <Header label={label} direction={direction} onSort={isSortable ? () => onSort(name) : undefined} />,
          onHeaderCell: () => ({
            'aria-sort': direction,
            title: isTime ? t('fieldInZone', { name, zone }) : name,
          }),
          render: isPerson
            ? (_, user) => <Person user={user} href={hrefOf(user.id)} onOpen={onOpen} />
            : (_, user) => <Cell kind={kind} value={valueAt(user, name)} />,
        }
      }),
    [names, fields, sort, onSort, onOpen, hrefOf, isFirstFixed, t],
  )
}
