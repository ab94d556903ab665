import { Tokens, type ModelProvider, type PluginModule } from '@dof/core';
import { conv2, conv3, conv4, convolutionalNetwork } from './convolutional-networks.js';
import { fullyConnected } from './fully-connected.js';
import { leNet } from './le-net.js';
import { logisticRegression } from './logistic-regression.js';
import { resnet20 } from './resnet20.js';

export { conv2, conv3, conv4, convolutionalNetwork, fullyConnected, leNet, logisticRegression, resnet20 };
export type { ConvolutionalOptions } from './convolutional-networks.js';

/** Makes every model of this package available under `Tokens.ModelProvider`. */
export const register: PluginModule['register'] = (container) => {
  for (const model of [conv2, conv3, conv4, fullyConnected, leNet, logisticRegression, resnet20]) {
    container.registerInstance<ModelProvider>(Tokens.ModelProvider, model);
  }
};
