import { convolutionalNetwork } from './convolutional-network.js';

/** Conv-3 of Larsen et al. 2022: D = 61,514 on 28x28x1 with 10 classes, 66,570 on 32x32x3. */
export const conv3 = convolutionalNetwork('conv-3', [32, 64, 64]);
