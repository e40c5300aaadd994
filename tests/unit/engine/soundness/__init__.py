"""Each defect of a workflow, shown by one broken by hand."""
