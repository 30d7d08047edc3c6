// English and Chinese: as the browser prefers, or as the operator chose.
import i18next from 'i18next'
import { useEffect } from 'react'
import { initReactI18next } from 'react-i18next'
import useLocalStorageState from 'use-local-storage-state'
import { en, zh } from './messages'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: typeof en
  }
}

/** The languages, each in its own words. */
export const LANGUAGES = { en: 'English', zh: '中文' }

export type Language = keyof typeof LANGUAGES

const preferred: Language = navigator.language.startsWith('zh') ? 'zh' : 'en'

void i18next.use(initReactI18next).init({
  resources: { en, zh },
  lng: preferred,
  fallbackLng: 'en',
  defaultNS: 'app',
  // React escapes.
  interpolation: { escapeValue: false },
})

/** The language, and how to choose another. */
export function useLanguage() {
  const [language, setLanguage] = useLocalStorageState<Language>('language', { defaultValue: preferred })
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    void i18next.changeLanguage(language)
  }, [language])
  return [language, setLanguage] as const
}
