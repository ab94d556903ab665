// tsyringe refuses to load before the reflection polyfill; every value import of tsyringe in this package goes
// through here, so that any entry point of the package may be the first to be imported.
import 'reflect-metadata';

export { container as rootContainer } from 'tsyringe';
