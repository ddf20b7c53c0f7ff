from typing import Literal

from ruamel.yaml.error import StreamMark

class Event:
    start_mark: StreamMark
    end_mark: StreamMark

class NodeEvent(Event):
    anchor: str | None

class CollectionStartEvent(NodeEvent):
    tag: str | None
    flow_style: bool | None

class MappingStartEvent(CollectionStartEvent): ...
class SequenceStartEvent(CollectionStartEvent): ...
class CollectionEndEvent(Event): ...

class ScalarEvent(NodeEvent):
    tag: str | None
    value: str
    style: Literal["'", '"', "|", ">"] | None
