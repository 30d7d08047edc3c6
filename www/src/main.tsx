import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import './language/i18n'
import './app/page.css'

const place = document.getElementById('panel')
if (!place) throw new Error('index.html has no #panel')
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
