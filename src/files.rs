//! Files on their way: written beside where they will stand, and renamed when they are whole.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// A file without a name of its own in `folder`, which vanishes unless it is given one.
///
/// # Errors
///
/// When it cannot be created.
pub(crate) fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".soyaku-").suffix(".part");
    // Results are for everybody to read, as other files are.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    builder.tempfile_in(folder)
}
