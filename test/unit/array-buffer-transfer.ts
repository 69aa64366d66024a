/** Every browser that the page supports has `ArrayBuffer.prototype.transfer`; Node 20 does not. Here it has one size, the smallest. */
ArrayBuffer.prototype.transfer ??= function transfer(this: ArrayBuffer): ArrayBuffer {
  structuredClone(this, { transfer: [this] });
  return new ArrayBuffer(0);
};
