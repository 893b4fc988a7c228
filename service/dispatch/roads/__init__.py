"""All that the use cases ask of `geo`: roads and closures, rules of the road, finding roads again."""
