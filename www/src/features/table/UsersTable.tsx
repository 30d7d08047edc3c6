import { Flex, Table } from 'antd'
import type { ReactNode } from 'react'
import { usePage } from '../../data/users'
import { Failure } from '../../failure/Failure'
import { useAddress, useCondition } from '../users/address'

interface Props {
  selected: readonly number[]
  onSelect: (ids: readonly number[]) => void
  /** Stands beside the table's own controls. */
  actions: ReactNode
}

export function UsersTable({ selected, onSelect, actions }: Props) {
  const { page, size, sort, setAddress } = useAddress()
  const { where } = useCondition()
  const query = usePage({ where, orderBy: sort, page, pageSize: size })
  return (
    <>
      <Flex gap="small">{actions}</Flex>
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      <Table
        rowKey="id"
        loading={query.isFetching}
        dataSource={query.data?.users ?? []}
        pagination={false}
        columns={[
          { title: 'id', dataIndex: 'id' },
          { title: 'nickname', dataIndex: 'nickname' },
        ]}
        rowSelection={{ selectedRowKeys: [...selected], onChange: (keys) => onSelect(keys.map(Number)) }}
        onRow={({ id }) => ({ onClick: () => void setAddress({ user: id }) })}
      />
    </>
  )
}
