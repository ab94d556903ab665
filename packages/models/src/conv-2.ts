import { convolutionalNetwork } from './convolutional-network.js';

/** Conv-2 of Larsen et al. 2022: D = 20,490 on 28x28x1 with 10 classes, 25,578 on 32x32x3. */
export const conv2 = convolutionalNetwork('conv-2', [16, 32]);
