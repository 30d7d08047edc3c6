// Light and dark, as the system has it or as the operator chose.
import { theme, type ThemeConfig } from 'antd'
import { useEffect, useSyncExternalStore } from 'react'
import useLocalStorageState from 'use-local-storage-state'

export type Appearance = 'system' | 'light' | 'dark'

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')
const watchSystem = (changed: () => void) => {
  prefersDark.addEventListener('change', changed)
  return () => prefersDark.removeEventListener('change', changed)
}

/** What the operator chose, and how to choose. */
export function useAppearance() {
  const [appearance, setAppearance] = useLocalStorageState<Appearance>('appearance', { defaultValue: 'system' })
  const systemIsDark = useSyncExternalStore(watchSystem, () => prefersDark.matches)
  const isDark = appearance === 'dark' || (appearance === 'system' && systemIsDark)
  return { appearance, setAppearance, isDark }
}

const greys = (grey: string) => ({ colorTextTertiary: grey, colorTextDescription: grey, colorTextPlaceholder: grey })

/** The theme of the components. */
export function useTheme(): ThemeConfig {
  const { isDark } = useAppearance()
  // Scroll bars and the like are the browser's own.
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
  }, [isDark])
  // Ant Design's own blue, its red and its fainter greys have too little contrast for small text.
  const colors = isDark
    ? { colorPrimary: '#1668dc', colorLink: '#6ea8ff', colorError: '#ff7875', ...greys('#ffffffa6') }
    : { colorPrimary: '#0958d9', colorPrimaryHover: '#0747ae', colorLink: '#0958d9', colorError: '#cf1322', ...greys('#000000a6') }
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { ...colors, borderRadius: 6 },
    // A red that can be read on black is too light for white letters, and so is the blue under the pointer; a blue that holds white ones
    // cannot be read on black.
    components: isDark
      ? {
          Button: {
            dangerColor: '#000000',
            colorPrimaryHover: '#2a6fd6',
            defaultHoverColor: colors.colorLink,
            defaultHoverBorderColor: colors.colorLink,
          },
          Tabs: { itemSelectedColor: colors.colorLink },
        }
      : {},
  }
}
