//! Finds what stands several times in the same way beside one another.

use crate::wireframes::export::place::{Block, What};

/// What a block is made of, so that two with the same shape can be one component.
fn shape(block: &Block) -> String {
    let mut out = String::new();
    write(block, &mut out);
    out
}

fn write(block: &Block, out: &mut String) {
    out.push_str(&block.class.to_string());
    match &block.what {
        What::Element(element, inside) => {
            out.push_str(&element.component);
            if let Some(inside) = inside {
                out.push('(');
                write(inside, out);
                out.push(')');
            }
        }
        What::Group(parts) => {
            out.push('[');
            for part in parts {
                write(part, out);
                out.push(',');
            }
            out.push(']');
        }
    }
}

/// How many elements a block has, itself among them.
pub fn elements(block: &Block) -> usize {
    match &block.what {
        What::Element(_, inside) => 1 + inside.as_deref().map_or(0, elements),
        What::Group(parts) => parts.iter().map(elements).sum(),
    }
}

/// Splits blocks into runs: those of one shape that are worth a list, and others alone.
pub fn runs<'a, 'b>(blocks: &'b [Block<'a>]) -> Vec<&'b [Block<'a>]> {
    let shapes: Vec<String> = blocks.iter().map(shape).collect();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let alike = shapes[at..].iter().take_while(|other| **other == shapes[at]).count();
        let worth = if elements(&blocks[at]) > 1 { 2 } else { 3 };
        let length = if alike >= worth { alike } else { 1 };
        runs.push(&blocks[at..at + length]);
        at += length;
    }
    runs
}
