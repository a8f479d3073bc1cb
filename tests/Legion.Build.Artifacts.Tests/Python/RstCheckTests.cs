using Legion.Build.Artifacts.Python.Checks.Rst;

namespace Legion.Build.Artifacts.Tests.Python;

/// <summary>The native check of reStructuredText says of each text what docutils says: it renders, or it does not.</summary>
public sealed class RstCheckTests
{
    private static readonly string[] Good =
    [
        "Hello", "Title\n=====\n\nSub\n---\n\nText\n\nOther\n=====\n", "=====\nTitle\n=====\n\nText\n", "a\n\n----\n\nb\n", "* one\n\n  more\n* two\n", "1. a\n2. b\n\n#. c\n", "(a) x\n(b) y\n",
        "i. x\nii. y\n", "A. Einstein was a man\nof renown.\n", "term\n  definition\nother : class\n  text\n", ":Field: value\n:Other: more\n  of it\n", "-a  option\n--long=X  option\n-v VALUE, --verbose VALUE\n   text\n",
        "Code::\n\n   *not markup\n\nText\n", "Code::\n\n> quoted\n> more\n\nText\n", ">>> 1 + 1\n2\n\nText\n", "| one\n| two\n  more\n", "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n",
        "+---+---+\n| a     |\n+---+---+\n| c | d |\n+---+---+\n", "==  ==\na   b\n==  ==\nc   d\n==  ==\n", "==  ==\na   b\n==  ==\n", ".. a comment\n   more\n\nText\n", "..\n\n   a quote\n",
        ".. image:: a.png\n   :alt: A\n   :width: 50%\n   :target: https://e.org/\n", "|x| here\n\n.. |x| image:: a.png\n", ".. note:: Text\n", ".. note::\n\n   Text\n\n   * a\n", ".. code-block:: python\n\n   x = '*'\n",
        ".. code::\n\n   x\n", "link_ and `a phrase`_\n\n.. _link: https://e.org/\n.. _a phrase: https://e.org/2\n", "`here <https://e.org/>`_ `here <https://e.org/>`_ `there <https://e.org/2>`__\n", "one__ two__\n\n__ https://e.org/1\n.. __: https://e.org/2\n",
        "Title\n=====\n\nSee `Title`_.\n", "[1]_ [#]_ [CIT]_ [#n]_\n\n.. [1] a\n.. [#] b\n.. [#n] c\n.. [CIT] d\n", "2 * 3 and '*' (*) \"`\" **x** ``:ref:`x``` *a* `t`:code: :pep:`8` H\\ :sub:`2`\\ O x_y_z __init__ a_\\ b\n\n.. _a: https://e.org/\n",
        ".. role:: own\n\n:own:`x`\n", "name@example.org https://e.org/a_b \\*x \\`y \\|z\n", ".. contents::\n   :depth: 2\n\nA\n=\n", ".. list-table::\n   :header-rows: 1\n\n   * - a\n     - b\n   * - c\n     - d\n", "日本語\n======\n", "_`target` and target_\n",
        ".. figure:: a.png\n   :alt: x\n\n   Caption\n\n   Legend\n", ".. csv-table:: T\n   :header: a, b\n\n   1, 2\n", ".. math::\n\n   x^2\n", ".. epigraph::\n\n   Text\n\n   -- Someone\n", "Quote:\n\n    Text\n\n  Less\n", "text ending in ::\n\n  lit\n",
        ".. |v| replace:: *text*\n\n|v|_\n\n.. _v: https://e.org/\n", "a\n\n  b\n\nc\n", "- a\n\n- b\n\n\n- c\n", ".. class:: big\n\nText\n", ".. _a:\n\nText a_\n", "x\n=\n\ny\n=\n\ny_ is one of\n\n.. _y: https://e.org/\n",
    ];

    private static readonly string[] Bad =
    [
        "Title\n====\n\nText\n", "====\nTitle\n====\n", "=====\nTitle\n", "=====\nTitle\n-----\n", "Title\n=====\n\n======\n", "A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nE\n~\n", "----\n\nText\n", "Text\n\n----\n", "a\n\n----\n\n----\n\nb\n",
        "* one\ntwo\n", "1. a\nb. c\n   d\nx\n", "para\nmore\n  indented\n", "term\n  def\ntext\nmore\n", ":f: a\ntext\n", "Code::\n\n  x\ny\n", "Code::\n\ntext\n", "| a\ntext\n", "  quote\ntext\n",
        "*open\n", "**open\n", "``open\n", "`open\n", "|open\n", "_`open\n", ":code:`x`:math:\n", ":code:`x`_\n", ":ref:`x`\n", ":unheard:`x`\n", "nowhere_\n", "`no where`_\n", "[1]_\n", "[CIT]_\n", "|undefined|\n", "[#]_\n", "anonymous__\n",
        ".. toctree::\n", ".. include:: x\n", ".. raw:: html\n\n   <b>\n", ".. note::\n", ".. note:: a\nb\n", ".. image::\n", ".. image:: a.png\n   :colour: red\n", ".. image:: a.png\n   :width: wide\n", ".. image:: a.png\n   :align: leftish\n", ".. image:: a.png\n\n   content\n",
        ".. code-block:: python\n   x = 1\n   y = 2\n", ".. code-block:: python\nx = 1\n", ".. |x| nothing\n", ".. |x|\n", ".. |x| replace:: a\n.. |x| replace:: b\n", ".. _a: https://e.org/1\n.. _a: https://e.org/2\n", "`a <https://e.org/1>`_ `a <https://e.org/2>`_\n",
        "+---+---+\n| a | b |\n+---+--+\n", "+---+\n| a |\n", "+---+\n| a |\n+---+\ntext\n", "==  ==\na   b\n", "==  ==\naaaaa b\n==  ==\n", "==  ==\na   b\n==  ==\ntext\n", ".. contents::\n   :depth: deep\n", "* a\n\n  b\n c\n", "> a\n\n  Title\n  =====\n",
        ".. rubric::\n", ".. _bad\n: https://e.org/\n\nx_\n", "x\n=\n\nx\n=\n\nx_\n", ".. figure:: a.png\n\n   * list\n", ".. parsed-literal::\n\n   *open\n", ".. |x| image:: a.png\ntext\n", "- a\n * b\n", "1. a\n 2. b\n",
    ];

    [Fact]
    public void What_renders_passes_and_what_does_not_is_found()
    {
        Assert.All(Good, static text => Assert.Empty(RstCheck.FindProblems(text)));
        Assert.All(Bad, static text => Assert.True(RstCheck.FindProblems(text).Count > 0, text));
    }

    [Fact]
    public void Docutils_says_the_same_of_each()
    {
        var python = PythonBed.Python("docutils, pygments");
        var folder = Directory.CreateTempSubdirectory("legion-rst-").FullName;
        try
        {
            var texts = Good.Concat(Bad).ToList();
            for (var i = 0; i < texts.Count; i++) File.WriteAllText(Path.Join(folder, $"{i:000}.rst"), texts[i]);
            File.WriteAllText(Path.Join(folder, "all.py"), """
                import glob, io
                from docutils.core import publish_doctree
                from docutils.utils import SystemMessage
                for path in sorted(glob.glob("*.rst")):
                    settings = dict(file_insertion_enabled=False, raw_enabled=False, halt_level=2, report_level=5, doctitle_xform=False, syntax_highlight="short", warning_stream=io.StringIO())
                    try:
                        publish_doctree(open(path, encoding="utf-8").read(), settings_overrides=settings)
                        print(path[:3], "good")
                    except SystemMessage:
                        print(path[:3], "bad")
                """);
            var said = PythonBed.Run(python, "all.py", folder).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(texts.Select((_, i) => $"{i:000} {(i < Good.Length ? "good" : "bad")}: {texts[i]}"), said.Select((line, i) => $"{line}: {texts[i]}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void What_makes_no_sense_ends_in_good_time(int length)
    {
        // Characters that begin things, in any order: nothing may loop or throw.
        var random = new Random(5);
        var text = new string([.. Enumerable.Range(0, length).Select(_ => " \n\n:`*_|.-=+[]<>\\ab1(\t#"[random.Next(23)])]);
        Assert.NotEmpty(RstCheck.FindProblems(text));
    }
}
