// What everything stands in: preferences, the query cache, the address bar, and the connection or the way to one.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { NuqsAdapter } from 'nuqs/adapters/react'
import { lazy, Suspense } from 'react'
import { ConnectionProvider, useConnectionState } from '../data/connection'
import { part } from '../data/part'
import { canonical } from '../data/same'
import { Boundary } from '../failure/Boundary'
import { ConnectPage } from '../features/connect/ConnectPage'
import { useLanguage } from '../language/i18n'
import { Loading } from './Loading'
import { Shell } from './Shell'
import { useTheme } from './theme'

const UsersPage = lazy(() => part(() => import('../features/users/UsersPage')))
const SignIn = lazy(() => part(() => import('../features/connect/SignIn')))

// The package repeats what may be repeated; asking again on top of that would multiply its patience.
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      queryKeyHashFn: canonical,
      retry: false,
      refetchOnWindowFocus: false,
      staleTime: 30_000,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

export function App() {
  const [language] = useLanguage()
  const theme = useTheme()
  return (
    // A space within a word would make a button's name another than its label.
    <ConfigProvider theme={theme} locale={language === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <AntApp style={{ height: '100%' }}>
        <QueryClientProvider client={queries}>
          <NuqsAdapter>
            <ConnectionProvider>
              <Shell>
                <Boundary>
                  <Page />
                </Boundary>
              </Shell>
            </ConnectionProvider>
          </NuqsAdapter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}

function Page() {
  const { connection, isSigningIn } = useConnectionState()
  if (!connection) {
    return (
      <div>
        <ConnectPage />
      </div>
    )
  }
  return (
    <>
      <Suspense fallback={<Loading />}>
        <UsersPage key={connection.key} />
      </Suspense>
      <Suspense>{isSigningIn && <SignIn />}</Suspense>
    </>
  )
}
