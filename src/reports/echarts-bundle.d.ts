/** The package's own bundle of everything that its main entry gives. */
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export * from 'echarts';
}
