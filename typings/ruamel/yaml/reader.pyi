from ruamel.yaml.error import YAMLError

class ReaderError(YAMLError):
    position: int
    reason: str
