// The editor in the colours of the components around it, light or dark.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { GlobalToken } from 'antd'

/** The eighth shade of each colour has contrast enough for text, in both themes. */
const colours = (token: GlobalToken) =>
  HighlightStyle.define([
    { tag: [tags.keyword, tags.operator], color: token.purple8 },
    { tag: [tags.string, tags.regexp], color: token.green8 },
    { tag: [tags.number, tags.bool, tags.null], color: token.geekblue8 },
    { tag: tags.propertyName, color: token.colorText },
    { tag: [tags.punctuation, tags.bracket, tags.separator], color: token.colorTextSecondary },
  ])

/** What the theme's `token` makes of an editor. */
export function appearance(token: GlobalToken, isDark: boolean): Extension {
  const theme = EditorView.theme(
    {
      '&': {
        color: token.colorText,
        backgroundColor: token.colorBgContainer,
        border: `1px solid ${token.colorBorder}`,
        borderRadius: `${token.borderRadius}px`,
        fontSize: `${token.fontSize}px`,
      },
      '&.cm-focused': { outline: 'none', borderColor: token.colorPrimary, boxShadow: `0 0 0 2px ${token.controlOutline}` },
      '&:has([aria-invalid=true])': { borderColor: token.colorError },
      '.cm-content': { fontFamily: token.fontFamilyCode, caretColor: token.colorText, padding: '4px 0' },
      '.cm-line': { padding: '0 11px' },
      '.cm-cursor': { borderLeftColor: token.colorText },
      '.cm-scroller': { maxHeight: '60vh', overflow: 'auto', fontFamily: 'inherit', lineHeight: '1.6' },
      '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': {
        backgroundColor: token.controlItemBgActive,
      },
      '.cm-placeholder': { color: token.colorTextTertiary },
      // Where something is missing: as a letter that is not there.
      '.cm-lintPoint': {
        display: 'inline-block',
        width: '1ch',
        borderBottom: `2px dotted ${token.colorError}`,
        '&:after': { display: 'none' },
      },
      '.cm-tooltip': {
        color: token.colorText,
        backgroundColor: token.colorBgElevated,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: `${token.borderRadius}px`,
      },
    },
    { dark: isDark },
  )
  return [theme, syntaxHighlighting(colours(token))]
}
