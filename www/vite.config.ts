import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  // Works below any path of any static server.
  base: './',
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
  // The package is a folder beside this one.
  server: { fs: { allow: ['..'] } },
})
