import { memoryRunStore } from '@dof/core';
import { runStoreContract } from '@dof/testing';
import { describe, it } from '@jest/globals';

runStoreContract('memoryRunStore', memoryRunStore, { describe, it });
