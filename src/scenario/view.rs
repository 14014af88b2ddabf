//! A table seen through what lies over it: a theme's overrides over its route.

use super::{Node, Path};

/// One place of the scenario, in one or more layers; the last layer has the say.
#[derive(Clone, Debug)]
pub(crate) struct View<'a> {
    layers: Vec<(&'a Node, Path)>,
}

impl<'a> View<'a> {
    /// A view of `node`, which stands at `path`.
    pub fn of(node: &'a Node, path: Path) -> View<'a> {
        View {
            layers: vec![(node, path)],
        }
    }

    /// This view with `node` laid over it.
    pub fn under(mut self, node: &'a Node, path: Path) -> View<'a> {
        self.layers.push((node, path));
        self
    }

    /// The entry `key`, in the layers that have it.
    pub fn get(&self, key: &str) -> Option<View<'a>> {
        let layers: Vec<_> = self
            .layers
            .iter()
            .filter_map(|(node, path)| {
                let child = node.get(key)?;
                Some((child, path.join(key)))
            })
            .collect();
        (!layers.is_empty()).then_some(View { layers })
    }

    /// The entries of all layers: in the order of the lowest, new ones behind.
    pub fn entries(&self) -> Vec<(String, View<'a>)> {
        let mut names: Vec<&str> = Vec::new();
        for (node, _) in &self.layers {
            for (name, _) in node
                .entries()
                .into_iter()
                .flat_map(|entries| entries.iter())
            {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let named = names.into_iter();
        named
            .filter_map(|name| Some((name.to_owned(), self.get(name)?)))
            .collect()
    }

    /// This place in its topmost layer alone: for lists that replace what lies below.
    pub fn top(&self) -> View<'a> {
        View {
            layers: vec![self.layers[self.layers.len() - 1].clone()],
        }
    }

    /// What the topmost layer says.
    pub fn node(&self) -> &'a Node {
        self.layers[self.layers.len() - 1].0
    }

    /// Where the topmost layer stands.
    pub fn path(&self) -> &Path {
        &self.layers[self.layers.len() - 1].1
    }
}
