// Where a defect of the panel ends, or a part that could not be loaded: without it, the page would go blank.
import { Alert, Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PartError } from '../data/part'

interface State {
  readonly error: unknown
}

export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render() {
    return this.state.error === undefined ? this.props.children : <Broken error={this.state.error} />
  }
}

/** Needs nothing that may be missing or broken itself. */
function Broken({ error }: State) {
  const { t } = useTranslation('failure')
  const cause = error instanceof PartError ? 'part' : 'internal'
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t(`title.${cause}`)}
      description={
        <>
          <p>{t(`advice.${cause}`)}</p>
          <p>
            <code style={{ overflowWrap: 'anywhere' }}>{error instanceof Error ? error.message : String(error)}</code>
          </p>
        </>
      }
      action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}
    />
  )
}
