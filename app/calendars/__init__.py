"""Where the days of the working calendar come from: a package's published years, notices as files, festivals ahead."""
