import { convolutionalNetwork } from './convolutional-network.js';

/** Conv-4 of Larsen et al. 2022: D = 130,890 on 28x28x1 with 10 classes, 135,306 on 32x32x3. */
export const conv4 = convolutionalNetwork('conv-4', [32, 64, 64, 128]);
