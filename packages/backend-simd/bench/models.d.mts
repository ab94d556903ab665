import type { ModelSpec } from '@dof/core';
export declare const conv2: ModelSpec;
export declare const conv3: ModelSpec;
export declare const fullyConnected: ModelSpec;
export declare const resNet20: ModelSpec;
export declare function narrowNetwork(filters: number): ModelSpec;
export declare function forwardOperations(model: ModelSpec): number;
export declare function stepOperations(model: ModelSpec): number;
