"""A node's life on EC2. Prints what Libcloud saw, without what differs between runs."""

from __future__ import annotations

from typing import Any

IMAGE_ID = "ami-03cf127a"


def ec2_driver(host: str, port: int) -> Any:
    """Return Libcloud's EC2 driver for a server in place of AWS."""
    from libcloud.compute.providers import get_driver

    return get_driver("ec2")(
        "key", "secret", region="us-east-1", secure=False, host=host, port=port
    )


def run(host: str, port: int) -> dict[str, Any]:
    """Create, list and destroy a node; `images` are about 1.2 MB of XML."""
    driver = ec2_driver(host, port)
    size = next(size for size in driver.list_sizes() if size.id == "t2.micro")
    image = driver.list_images(ex_image_ids=[IMAGE_ID])[0]
    node = driver.create_node(name="web-1", size=size, image=image)
    listed = [[each.name, str(each.state)] for each in driver.list_nodes()]
    return {
        "sizes": len(driver.list_sizes()),
        "images": len(driver.list_images()),
        "image": image.name,
        "created": [node.name, str(node.state)],
        "listed": listed,
        "same_node": driver.list_nodes()[0].id == node.id,
        "destroyed": driver.destroy_node(node),
        "afterwards": [[each.name, str(each.state)] for each in driver.list_nodes()],
    }


if __name__ == "__main__":
    import json

    from arguments import parse

    given = parse(__doc__)
    print(json.dumps(run(given.host, given.port)))
