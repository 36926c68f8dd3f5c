// Loads RDF files with Apache Jena, counts their triples and runs queries on the first: one start for all.
// java -cp JARS Jena.java FOLDER FILE...   reads FOLDER/*.rq, writes FOLDER/<query>.json, prints "count<TAB>file<TAB>number"
// and "failed<TAB>file or query<TAB>message".
import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.RDFDataMgr;

public class Jena {
  public static void main(String[] arguments) {
    File folder = new File(arguments[0]);
    Dataset first = null;
    for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
      try {
        Dataset loaded = DatasetFactory.createGeneral();
        RDFDataMgr.read(loaded, file);
        long count = 0;
        for (var quads = loaded.asDatasetGraph().find(); quads.hasNext(); quads.next()) count++;
        System.out.println("count\t" + new File(file).getName() + "\t" + count);
        if (first == null) first = loaded;
      } catch (Exception error) {
        fail(new File(file).getName(), error);
      }
    }
    File[] queries = folder.listFiles((where, name) -> name.endsWith(".rq"));
    Arrays.sort(queries);
    for (File file : queries) {
      String name = file.getName().replaceAll("\\.rq$", "");
      try (QueryExecution run = QueryExecutionFactory.create(QueryFactory.create(Files.readString(file.toPath())), first);
          OutputStream out = new FileOutputStream(new File(folder, name + ".json"))) {
        ResultSetFormatter.outputAsJSON(out, run.execSelect());
      } catch (Exception error) {
        fail(name, error);
      }
    }
  }

  static void fail(String what, Exception error) {
    System.out.println("failed\t" + what + "\t" + String.valueOf(error).replaceAll("\\s+", " "));
  }
}
