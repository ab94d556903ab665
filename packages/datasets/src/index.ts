export { cifar10 } from './catalogue/cifar-10.js';
export { cifar100 } from './catalogue/cifar-100.js';
export { cifar100Coarse } from './catalogue/cifar-100-coarse.js';
export { fashionMnist } from './catalogue/fashion-mnist.js';
export { mnist } from './catalogue/mnist.js';
export { svhn } from './catalogue/svhn.js';
export { cifarFormat } from './formats/cifar-format.js';
export { idxFiles } from './formats/idx-files.js';
export { idxFormat } from './formats/idx-format.js';
export { parseIdx, type IdxArray } from './formats/parse-idx.js';
export { parseNpy, type NpyArray } from './formats/parse-npy.js';
export { parseMat, type MatArray } from './formats/mat/parse-mat.js';
export { svhnFormat } from './formats/svhn-format.js';
export { images, type ImagesOptions } from './own-examples/images.js';
export { npz, type NpzOptions } from './own-examples/npz.js';
export type { OtherSource } from './fetch/fetch-published.js';
export { download, fetchPublished } from './fetch/late-fetch.js';
export { PATIENCE, type Patience } from './fetch/patience.js';
export type { DataFile } from './published/data-file.js';
export { dataFolders, type DataFolder } from './published/data-folder.js';
export type { Download, PublishedDataset, PublishedFile, PublishedSplit } from './published/published-dataset.js';
export {
  publishedDatasetProvider,
  type DatasetFormat,
  type PublishedDatasetOptions,
} from './published/published-dataset-provider.js';
export { register } from './register.js';
export { synthetic, type SyntheticOptions } from './synthetic/synthetic.js';
export { teacher, type TeacherOptions } from './synthetic/teacher.js';
