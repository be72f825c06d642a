"""Termbase: TBX, recognition, enforcement, verification of terms in every inflected form."""
