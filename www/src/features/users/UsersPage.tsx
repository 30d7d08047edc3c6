// The page of all users: the filter, the table, and what is done to one of them or to many.
import { Flex } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { UnfinishedJobs } from '../bulk/UnfinishedJobs'
import { FilterBar } from '../filter/FilterBar'
import { UsersTable } from '../table/UsersTable'
import { useAddress, useCondition } from './address'
import { Actions } from './Actions'

const UserDrawer = lazy(() => import('../user/UserDrawer'))
const BulkDrawer = lazy(() => import('../bulk/BulkDrawer'))
const ExportDialog = lazy(() => import('../export/ExportDialog'))

export default function UsersPage() {
  const { user, sort, setAddress } = useAddress()
  const { where, error } = useCondition()
  const [selected, setSelected] = useState<readonly number[]>([])
  const [open, setOpen] = useState<'bulk' | 'export'>()
  const close = () => setOpen(undefined)
  return (
    <Flex vertical gap="middle">
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
        {open === 'export' && <ExportDialog where={where} orderBy={sort} onClose={close} />}
      </Suspense>
    </Flex>
  )
}
