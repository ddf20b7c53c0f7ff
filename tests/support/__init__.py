"""What tests share: marked text, small libraries, a client over stdio."""
