export declare function sourceFiles(): string[];
export declare function sourceHash(): string;
