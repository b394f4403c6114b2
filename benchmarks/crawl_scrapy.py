"""Scrapy over a list of addresses: fetch and link extraction, nothing else.

Run by benchmarks/crawl.py with a Python that has Scrapy. Settings are those that Scrapy's
documentation gives for broad crawls, and everything is off that this crawl does not need.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor

URLS = Path(sys.argv[1]).read_text().split()
SEEN = {"pages": 0, "links": 0}


class Links(scrapy.Spider):
    name = "links"
    extractor = LinkExtractor()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in URLS:
            yield scrapy.Request(url, callback=self.parse, dont_filter=True)

    def parse(self, response: Response) -> None:
        SEEN["pages"] += 1
        SEEN["links"] += len(self.extractor.extract_links(response))


process = CrawlerProcess(
    {
        "CONCURRENT_REQUESTS": 100,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DOWNLOAD_DELAY": 0,
        "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.DownloaderAwarePriorityQueue",
        "REACTOR_THREADPOOL_MAXSIZE": 20,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": True,
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "WARNING",
    }
)
began, busy = time.perf_counter(), time.process_time()
process.crawl(Links)
process.start()
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            **SEEN,
            "seconds": time.perf_counter() - began,
            "cpu": time.process_time() - busy,
            "memory": usage.ru_maxrss * 1024,
            "what": f"Scrapy {scrapy.__version__}, fetch and links",
        }
    )
)
