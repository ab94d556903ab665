export { conv2 } from './conv-2.js';
export { conv3 } from './conv-3.js';
export { conv4 } from './conv-4.js';
export { convolutionalNetwork } from './convolutional-network.js';
export { fullyConnected } from './fully-connected.js';
export { leNet } from './le-net.js';
export { resnet20 } from './resnet20.js';
export { register } from './register.js';
