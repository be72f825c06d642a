"""What is true of strings: normalisation, scripts, language identification, segmentation."""
