// The page of all users: the filter, the table, and what is done to one of them or to many.
import { Flex } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { UnfinishedJobs } from '../bulk/UnfinishedJobs'
import { FilterBar } from '../filter/FilterBar'
import { PERSON, useColumnNames } from '../table/columns/useColumnNames'
import { linkId } from '../table/Person'
import { UsersTable } from '../table/UsersTable'
import { actionId, Actions, type Action } from './Actions'
import { useAddress, useCondition } from './address'
import { useFocusBack } from './useFocusBack'
import { useTitle } from './useTitle'

const UserDrawer = lazy(() => import('../user/UserDrawer'))
const BulkDrawer = lazy(() => import('../bulk/BulkDrawer'))
const ExportDialog = lazy(() => import('../export/ExportDialog'))

export default function UsersPage() {
  const { user, sort, setAddress } = useAddress()
  const { where, error } = useCondition()
  const { names } = useColumnNames()
  const [selected, setSelected] = useState<readonly number[]>([])
  const [open, setOpen] = useState<Action>()
  const columns = useMemo(() => [PERSON, ...names], [names])
  const close = () => setOpen(undefined)
  useTitle()
  useFocusBack(user !== null ? linkId(user) : open && actionId(open))
  return (
    <Flex vertical gap="middle" style={{ flex: 1, minWidth: 0 }}>
      <UnfinishedJobs />
      <FilterBar />
      <UsersTable
        selected={selected}
        onSelect={setSelected}
        actions={<Actions isDisabled={error !== undefined} selected={selected.length} onOpen={setOpen} />}
      />
      <Suspense>
        {user !== null && <UserDrawer id={user} onClose={() => setAddress({ user: null })} />}
        {open === 'bulk' && <BulkDrawer where={where} selected={selected} onClose={close} />}
        {open === 'export' && <ExportDialog where={where} orderBy={sort} columns={columns} onClose={close} />}
      </Suspense>
    </Flex>
  )
}
