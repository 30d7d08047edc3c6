// CodeMirror 6 as a controlled component: what it shows follows its properties.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Annotation, Compartment, EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap, placeholder as placeholderText } from '@codemirror/view'
import { theme } from 'antd'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useAppearance } from '../app/theme'
import { appearance } from './appearance'
import { conditionLanguage } from './conditionLanguage'
import type { EditorProps, Mistake } from './Editor'

/** A change that comes from the properties and is no news to whoever gave them. */
const fromOutside = Annotation.define<boolean>()

const NONE: readonly Mistake[] = []

export default function CodeMirror(props: EditorProps) {
  const { value, language, label, mistakes = NONE, describedBy, placeholder = '', lines = 1 } = props
  const { token } = theme.useToken()
  const { isDark } = useAppearance()
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const changing = useRef(new Compartment())

  const tell = useEffectEvent((text: string) => props.onChange(text))
  const submit = useEffectEvent(() => {
    props.onSubmit?.()
    return props.onSubmit !== undefined
  })
  const create = useEffectEvent(
    (parent: HTMLElement) =>
      new EditorView({
        parent,
        doc: value,
        extensions: [
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => submit() }])),
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          bracketMatching(),
          EditorView.lineWrapping,
          language === 'json' ? json() : conditionLanguage,
          changing.current.of([]),
          EditorView.updateListener.of((update) => {
            const isOurs = update.transactions.some((transaction) => transaction.annotation(fromOutside))
            if (update.docChanged && !isOurs) tell(update.state.doc.toString())
          }),
        ],
      }),
  )

  useEffect(() => {
    const made = create(place.current!)
    view.current = made
    return () => made.destroy()
  }, [])

  useEffect(() => {
    const extensions: Extension[] = [
      appearance(token, isDark),
      placeholderText(placeholder),
      EditorView.theme({ '.cm-content': { minHeight: `${lines * 1.6}em` } }),
      EditorView.contentAttributes.of({
        'aria-label': label,
        // What holds it scrolls, and a content of the browser's own is no stop of the Tab key for every tool.
        tabindex: '0',
        'aria-invalid': String(mistakes.length > 0),
        ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
      }),
      EditorState.tabSize.of(2),
    ]
    view.current?.dispatch({ effects: changing.current.reconfigure(extensions) })
  }, [token, isDark, placeholder, lines, label, mistakes, describedBy])

  useEffect(() => {
    const { current } = view
    if (!current) return
    const { doc } = current.state
    if (doc.toString() !== value) {
      current.dispatch({ changes: { from: 0, to: doc.length, insert: value }, annotations: fromOutside.of(true) })
    }
    const diagnostics = mistakes.map((mistake) => ({ ...mistake, severity: 'error' as const }))
    current.dispatch(setDiagnostics(current.state, diagnostics))
  }, [value, mistakes])

  return <div ref={place} />
}
