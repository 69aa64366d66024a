/**
 * Imported before all else. Pyodide refuses to run in a worker whose `importScripts` works (it wants modules, which a sealed cell cannot
 * load), and tries it when it is imported; Firefox reports each try to the console as a breach of the cell's policy.
 */
self.importScripts = () => {
  throw new TypeError("importScripts is not available in this worker");
};
