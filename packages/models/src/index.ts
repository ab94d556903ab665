export { conv2, conv3, conv4, convolutionalNetwork } from './convolutional-networks.js';
export { fullyConnected } from './fully-connected.js';
export { leNet } from './le-net.js';
export { resnet20 } from './resnet20.js';
export { register } from './register.js';
