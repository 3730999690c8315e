const quietMs = 2_000;
const repeatMs = 10_000;

/**
 * Does the work and says so on stdout if it takes longer than two seconds.
 * @template T
 * @param {string} title what is being done, as a sentence without its full stop
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  let told = false;
  /** @type {NodeJS.Timeout} */
  let timer = setTimeout(function tell() {
    console.log(told ? `${title} … ${seconds()} s` : `${title} …`);
    told = true;
    timer = setTimeout(tell, repeatMs);
  }, quietMs);
  try {
    const result = await work();
    if (told) console.log(`${title}: done after ${seconds()} s`);
    return result;
  } finally {
    clearTimeout(timer);
  }
}
