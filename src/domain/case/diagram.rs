//! 流程图: the state diagram, drawn by asking `decide` itself.
